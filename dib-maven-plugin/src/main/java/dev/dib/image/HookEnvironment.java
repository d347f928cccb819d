// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.sandbox.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import dev.dib.secret.Secrets;
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

    private HookEnvironment() {}

    /**
     * What every hook of a build gets.
     *
     * @param secrets what is not told in {@code DIB_ENV}, which elements write down in the image
     */
    static Map<String, String> of(ImageSpec image, Scratch scratch, Secrets secrets) {
        Map<String, String> all = new TreeMap<>(image.environment());
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
        all.putIfAbsent("DIB_PYTHON_EXEC", "python3");
        all.put("ARCH", image.architecture());
        all.put("IMAGE_NAME", image.name());
        all.put("DIB_ENV", declarations(secrets.mask(image.environment())));
        all.put("DIB_SOURCE_RECORD", scratch.sources().toString());
        all.put("FS_TYPE", image.disk().rootType());
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
        putElements(all, image.elements());
        putDisk(all, image);
        return all;
    }

    /** The variables of dib as {@code declare -p} of bash tells them. */
    private static String declarations(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("DIB_"))
                .map(variable -> "declare -x " + variable.getKey() + "=\""
                        + variable.getValue().replaceAll("[\\\\\"$`]", "\\\\$0") + "\"")
                .collect(Collectors.joining("\n"));
    }

    private static void putElements(Map<String, String> all, List<Element> elements) {
        all.put("IMAGE_ELEMENT", elements.stream().map(Element::name).collect(Collectors.joining(" ")));
        all.put(
                "IMAGE_ELEMENT_YAML",
                elements.stream()
                        .map(element -> element.name() + ": " + element.directory())
                        .collect(Collectors.joining("\n", "", "\n")));
        String array = elements.stream()
                .map(element -> "[" + element.name() + "]=" + element.directory())
                .collect(Collectors.joining(" "));
        all.put("BASH_FUNC_get_image_element_array%%", "() { echo '" + array.replace("'", "'\\''") + "'\n}");
        all.put("BASH_FUNC_die%%", DIE);
    }

    private static void putDisk(Map<String, String> all, ImageSpec image) {
        all.put("DIB_ROOT_LABEL", image.disk().rootLabel());
        all.put("DIB_ROOT_FSTYPE", image.disk().rootType());
        all.put("DIB_ROOT_UUID", image.disk().rootUuid());
        all.put("DIB_BOOT_LABEL", image.disk().bootLabel());
        all.put("DIB_MOUNTPOINTS", String.join("|", image.disk().mountPoints()));
        all.put("DIB_PARTITION_TABLE", image.disk().tableWord());
    }

    /** What the hooks of a host phase get on top. */
    static Map<String, String> onHost(Scratch scratch, Path home) {
        return Map.of("PATH", scratch.bin() + ":" + Command.PATH, "HOME", home.toString(), "USER", "root");
    }

    /** What the hooks of a target phase get on top. */
    static Map<String, String> inTarget() {
        return Map.of("PATH", Command.PATH, "HOME", "/root", "USER", "root");
    }
}
