package org.vigie.staff;

/** An act that needs a factor proven just now was asked for without one. It was not done. */
public class FactorTooOld extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
