// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The text in a VMDK that tells readers what it is.
 *
 * @param file the name of the file that it is in
 * @param type the {@code createType}
 */
record VmdkDescriptor(String file, long diskSize, UUID id, String type, Choice choice) {

    static final List<String> ADAPTERS = List.of("ide", "lsilogic", "buslogic", "legacyESX");

    private static final int SECTOR = 512;

    /** More cylinders an IDE disk cannot have. */
    private static final long MOST_CYLINDERS = 16383;

    byte[] bytes() {
        String adapter = choice.option("adapter_type", ADAPTERS.get(0));
        boolean ide = adapter.equals("ide");
        int heads = ide ? 16 : 255;
        long sectors = diskSize / SECTOR;
        long cylinders = sectors / 63 / heads;
        String text = """
                # Disk DescriptorFile
                version=1
                CID=%08x
                parentCID=ffffffff
                createType="%s"

                # Extent description
                RW %d SPARSE "%s"

                # The Disk Data Base
                #DDB

                ddb.virtualHWVersion = "%s"
                ddb.geometry.cylinders = "%d"
                ddb.geometry.heads = "%d"
                ddb.geometry.sectors = "63"
                ddb.adapterType = "%s"
                ddb.toolsVersion = "%s"
                """.formatted(
                        contentId(),
                        type,
                        sectors,
                        file,
                        choice.option("hwversion", adapter.equals("legacyESX") ? "7" : "4"),
                        ide ? Math.min(cylinders, MOST_CYLINDERS) : cylinders,
                        heads,
                        adapter,
                        choice.option("toolsversion", "2147483647"));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Neither of two values that have a meaning of their own. */
    private int contentId() {
        int number = (int) id.getMostSignificantBits();
        return number == -1 || number == -2 ? 1 : number;
    }
}
