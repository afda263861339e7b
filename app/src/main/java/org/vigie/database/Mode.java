package org.vigie.database;

/** Whether this installation may reach the outside world. A fresh one may not. */
public enum Mode {
    /** Nothing leaves this machine: only loopback is fetched from and mailed to. The default. */
    TEST,
    /** The real web and real providers. An operator turns it on. */
    LIVE
}
