// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.hook.Phase;
import dev.dib.sandbox.Command;
import dev.dib.secret.Secrets;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The variables and functions that hooks get before {@code environment.d} adds its own. Last wins: the
 * image's {@code environment}, what diskimage-builder promises to its elements.
 */
final class HookEnvironment {

    private static final String DIE = """
            () { local status=$?
            echo "$*" >&2
            [ "$status" -ne 0 ] || status=1
            exit "$status"
            }""";

    private static final String DEVICES = "/dev/dib/";

    /** As elements of diskimage-builder call the disk. */
    private static final String DISK = "image0";

    private HookEnvironment() {}

    /**
     * What every hook of a build gets.
     *
     * @param secrets what is not told in {@code DIB_ENV}, which elements write down in the image
     */
    static Map<String, String> of(ImageSpec image, Scratch scratch, Secrets secrets) {
        Map<String, String> all = new TreeMap<>(image.environment());
        all.putIfAbsent("DIB_CHECKSUM", "0");
        all.putIfAbsent("DIB_DEBUG_TRACE", "0");
        all.putIfAbsent("DIB_DEFAULT_INSTALLTYPE", "source");
        all.putIfAbsent("DIB_IMAGE_CACHE", image.directories().cache().toString());
        all.putIfAbsent(
                "DIB_LOCKFILES",
                image.directories().cache().resolve("lockfiles").toString());
        if (image.offline()) {
            all.put("DIB_OFFLINE", "1");
        }
        all.putIfAbsent("DIB_OFFLINE", "");
        all.putIfAbsent("DIB_MIN_TMPFS", "2");
        all.putIfAbsent("DIB_NO_TMPFS", "0");
        all.putIfAbsent("DIB_PYTHON_EXEC", "python3");
        all.put("ARCH", image.architecture());
        all.put("IMAGE_NAME", image.name());
        all.put("FS_TYPE", image.disk().rootType());
        all.put("IMAGE_TYPE", image.conversion().formats().get(0).word());
        all.put("LC_ALL", "C");
        all.put("TZ", "UTC");
        all.put("_LIB", scratch.lib().toString());
        all.put("TMP_BUILD_DIR", scratch.build().toString());
        all.put("TMP_MOUNT_PATH", scratch.tree().toString());
        all.put("TMP_HOOKS_PATH", scratch.hooks().toString());
        all.put("TMP_IMAGE_DIR", scratch.image().directory().toString());
        all.put(
                "OUT_IMAGE_PATH",
                scratch.image().products().resolve(image.name()).toString());
        image.timestamp().ifPresent(instant -> all.put("SOURCE_DATE_EPOCH", Long.toString(instant.getEpochSecond())));
        all.put("DIB_ENV", DibEnv.variables(secrets.mask(image.environment())));
        all.put("DIB_SOURCE_RECORD", scratch.sources().toString());
        all.put("DIB_ARGS", DibEnv.arguments(image));
        all.putAll(ElementVariables.of(image.elements()));
        all.put("BASH_FUNC_die%%", DIE);
        if (image.size() instanceof ImageSize.Exactly size) {
            all.put("DIB_IMAGE_SIZE", gibibytes(size.bytes()));
        }
        putDisk(all, image);
        return all;
    }

    private static void putDisk(Map<String, String> all, ImageSpec image) {
        all.put("DIB_ROOT_LABEL", image.disk().rootLabel());
        all.put("DIB_ROOT_FSTYPE", image.disk().rootType());
        all.put("DIB_ROOT_UUID", image.disk().rootUuid());
        all.put("DIB_BOOT_LABEL", image.disk().bootLabel());
        all.put("DIB_MOUNTPOINTS", String.join("|", image.disk().mountPoints()));
        all.put("DIB_PARTITION_TABLE", image.disk().tableWord());
    }

    /**
     * What hooks get from pre-finalise.d on: the names of devices. No device has them, as the disk is made of the finished tree;
     * the stand-in for grub-install knows the first.
     */
    static Map<String, String> devices(DiskPlan disk) {
        String partitions = disk.partitions().stream()
                .map(partition -> " [" + partition.name() + "]=" + DEVICES + partition.name())
                .collect(Collectors.joining());
        return Map.of(
                "IMAGE_BLOCK_DEVICE",
                DEVICES + DISK,
                "IMAGE_BLOCK_DEVICES",
                " [" + DISK + "]=" + DEVICES + DISK + partitions + " ");
    }

    private static String gibibytes(long bytes) {
        return BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1L << 30))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What the hooks of a host phase get on top. */
    static Map<String, String> onHost(Scratch scratch, Path home) {
        return Map.of(
                "PATH",
                scratch.bin() + ":" + Command.PATH,
                "PYTHONPATH",
                scratch.lib().toString(),
                "HOME",
                home.toString(),
                "USER",
                "root");
    }

    /**
     * What the hooks of a target phase get on top. An image that has no sudo finds a stand-in, which does not stay in it. Where
     * hooks see the final layout, they find stand-ins for the commands of GRUB that would want a disk.
     */
    static Map<String, String> inTarget(Phase phase) {
        String path = Command.PATH + ":" + HookStage.IN_TARGET.resolve(Scratch.TOOLS);
        return Map.of(
                "PATH",
                phase == Phase.FINALISE ? HookStage.IN_TARGET.resolve(Scratch.GRUB) + ":" + path : path,
                "HOME",
                "/root",
                "USER",
                "root");
    }
}
