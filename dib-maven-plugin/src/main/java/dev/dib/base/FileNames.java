// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

/** Names of files in images, which nobody has checked. */
final class FileNames {

    private FileNames() {}

    /**
     * One name in a folder.
     *
     * @throws DamagedImageException if it would lead elsewhere
     */
    static String checked(String name) throws DamagedImageException {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new DamagedImageException("it has a file with the impossible name '" + name + "'");
        }
        return name;
    }
}
