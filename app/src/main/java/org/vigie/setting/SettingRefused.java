package org.vigie.setting;

/** A setting has a value that makes no sense. The message names the setting and says what it can be, never what it was. */
public final class SettingRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * For a setting.
     *
     * @param setting its whole name
     * @param range what it can be, as in {@code "is 1 to 100"}
     */
    public SettingRefused(String setting, String range) {
        super(setting + " " + range);
    }
}
