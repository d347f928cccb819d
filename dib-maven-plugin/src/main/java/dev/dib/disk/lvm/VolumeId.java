// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

/**
 * By what LVM knows a physical volume, a volume group or a logical volume. LVM calls it a UUID, but it is none.
 *
 * @param letters 32 letters and digits
 */
public record VolumeId(String letters) {

    /** How many there are. */
    public static final int LENGTH = 32;

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public VolumeId {
        if (!letters.matches("[0-9A-Za-z]{" + LENGTH + "}")) {
            throw new IllegalArgumentException("'" + letters + "' is not the id of a volume");
        }
    }

    /**
     * Makes an id.
     *
     * @param random at least {@value #LENGTH} bytes; further ones are not looked at
     */
    public static VolumeId of(byte[] random) {
        var letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt((random[i] & 0xff) % ALPHABET.length()));
        }
        return new VolumeId(letters.toString());
    }

    /** In groups of 6, 4, 4, 4, 4, 4 and 6, as LVM shows it and writes it in its text. */
    @Override
    public String toString() {
        return letters.replaceFirst("(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})", "$1-$2-$3-$4-$5-$6-$7");
    }
}
