// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

/**
 * What a file of a tree is.
 *
 * @param path in the tree, where links led
 * @param mode permission bits, with those for set-user-ID, set-group-ID and the sticky one
 * @param size bytes
 * @param target that of a link; empty for others
 */
record FileFacts(String path, Kind kind, int mode, int uid, int gid, long size, String target) {

    /** The kinds that can be asked for. */
    enum Kind {
        FILE("a file"),
        DIRECTORY("a folder"),
        LINK("a symbolic link"),
        OTHER("a device, pipe or socket");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** From what {@code stat --format=%F} prints. */
        static Kind parse(String words) {
            if (words.startsWith("regular")) {
                return FILE;
            }
            return switch (words) {
                case "directory" -> DIRECTORY;
                case "symbolic link" -> LINK;
                default -> OTHER;
            };
        }

        @Override
        public String toString() {
            return title;
        }
    }
}
