// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads dpkg's database of packages, {@code /var/lib/dpkg/status} (deb-control(5), dpkg-query(1)). */
public final class DpkgStatus {

    private static final String INSTALLED = "ok installed";

    private DpkgStatus() {}

    /** The packages that are installed, by name and architecture. */
    public static List<InstalledPackage> parse(List<String> lines) {
        List<InstalledPackage> packages = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                add(fields, packages);
                fields.clear();
            } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        add(fields, packages);
        packages.sort(Comparator.comparing(InstalledPackage::name).thenComparing(InstalledPackage::architecture));
        return List.copyOf(packages);
    }

    private static void add(Map<String, String> fields, List<InstalledPackage> packages) {
        // "install ok installed", "hold ok installed": the first word is what is wanted, not what is
        if (fields.containsKey("Package") && fields.getOrDefault("Status", "").endsWith(INSTALLED)) {
            packages.add(new InstalledPackage(
                    "dpkg",
                    fields.get("Package"),
                    fields.getOrDefault("Version", ""),
                    fields.getOrDefault("Architecture", "")));
        }
    }
}
