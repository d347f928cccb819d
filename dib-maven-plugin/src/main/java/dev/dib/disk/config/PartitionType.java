// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a partition is for. */
public sealed interface PartitionType {

    /**
     * A type of an MBR.
     *
     * @param id 0x01 to 0xff
     */
    record Mbr(int id) implements PartitionType {}

    /** A type of a GPT. */
    record Gpt(UUID guid) implements PartitionType {}

    UUID BIOS_BOOT = UUID.fromString("21686148-6449-6E6F-744E-656564454649");
    UUID EFI_SYSTEM = UUID.fromString("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");

    /** The type codes of sgdisk(8) that are of use in an image. GUIDs: UEFI and the Discoverable Partitions Specification. */
    Map<String, UUID> CODES = Map.ofEntries(
            Map.entry("0700", UUID.fromString("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7")),
            Map.entry("4100", UUID.fromString("9E1A2D38-C612-4316-AA26-8B49521E5A8B")),
            Map.entry("8200", UUID.fromString("0657FD6D-A4AB-43C4-84E5-0933C84B4F4F")),
            Map.entry("8300", UUID.fromString("0FC63DAF-8483-4772-8E79-3D69D8477DE4")),
            Map.entry("8301", UUID.fromString("8DA63339-0007-60C0-C436-083AC8230908")),
            Map.entry("8302", UUID.fromString("933AC7E1-2EB4-4F13-B844-0E14E2AEF915")),
            Map.entry("8304", UUID.fromString("4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709")),
            Map.entry("8305", UUID.fromString("B921B045-1DF0-41C3-AF44-4C6F280D3FAE")),
            Map.entry("8306", UUID.fromString("3B8F8425-20E0-4F3B-907F-1A25A76F98E8")),
            Map.entry("8E00", UUID.fromString("E6D6D379-F507-44C2-A23C-238F2A3DF928")),
            Map.entry("EA00", UUID.fromString("BC13C2FF-59E6-4262-A352-B275FD6F7172")),
            Map.entry("EF00", EFI_SYSTEM),
            Map.entry("EF02", BIOS_BOOT),
            Map.entry("FD00", UUID.fromString("A19D880F-05FC-4D3B-A006-743F0F84911E")));

    /** Whether GRUB for BIOS finds its core image here. */
    default boolean isBiosBoot() {
        return this instanceof Gpt gpt && gpt.guid().equals(BIOS_BOOT);
    }

    /** Whether UEFI firmware looks for a boot loader here. */
    default boolean isEfiSystem() {
        return this instanceof Gpt gpt ? gpt.guid().equals(EFI_SYSTEM) : ((Mbr) this).id() == 0xef;
    }

    /**
     * Reads what is declared: for MBR hexadecimal digits, with or without {@code 0x}; for GPT a type code of sgdisk, with or
     * without {@code 0x}, or a GUID.
     *
     * @throws IllegalArgumentException if it is none; the message tells why
     */
    static PartitionType parse(TableKind table, String text) {
        String digits = text.regionMatches(true, 0, "0x", 0, 2) ? text.substring(2) : text;
        if (table == TableKind.MBR) {
            if (!digits.matches("0*[0-9A-Fa-f]{1,2}") || Integer.parseInt(digits, 16) == 0) {
                throw new IllegalArgumentException("'" + text + "' is not a type of an MBR partition, 0x01 to 0xff");
            }
            return new Mbr(Integer.parseInt(digits, 16));
        }
        if (text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            return new Gpt(UUID.fromString(text));
        }
        UUID guid = CODES.get(digits.toUpperCase(Locale.ROOT));
        if (guid == null) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a type of a GPT partition that is known here; give its" + " GUID, or a code of sgdisk: "
                    + String.join(", ", new java.util.TreeSet<>(CODES.keySet())));
        }
        return new Gpt(guid);
    }
}
