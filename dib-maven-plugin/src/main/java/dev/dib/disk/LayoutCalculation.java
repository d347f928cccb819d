// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.TableKind;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the size of the disk, then the place of everything on it. */
final class LayoutCalculation {

    private static final long MIB = 1L << 20;

    /** An MBR counts sectors in 32 bits. */
    private static final long MBR_SECTORS = 0xffff_ffffL;

    private static final long LEAST_DISK = 2 * MIB;

    private final DiskPlan plan;
    private final ImageSize wish;
    private final Map<String, TreeUsage> usage;
    private final Map<String, Long> needs = new HashMap<>();
    private final FixedSizes fixed;

    LayoutCalculation(DiskPlan plan, ImageSize wish, Map<String, TreeUsage> usage) {
        this.plan = plan;
        this.wish = plan.declaredSize().isPresent()
                ? new ImageSize.Exactly(plan.declaredSize().getAsLong())
                : wish;
        this.usage = usage;
        for (FileSystemPlan fs : plan.fileSystems()) {
            needs.put(fs.name(), FileSystemNeed.of(fs, usage(fs)));
        }
        this.fixed = new FixedSizes(plan, this::need);
    }

    Layout layout() {
        fixed.check();
        long size = wish instanceof ImageSize.Exactly exactly
                ? (exactly.bytes() + MIB - 1) / MIB * MIB
                : least(this::wanted);
        Optional<Layout> layout = Placement.place(plan, size).filter(found -> holds(found, this::need));
        if (layout.isEmpty()) {
            long least = least(this::need);
            throw new ProblemException(new Problem(
                    subject(),
                    mib(size) + " is too small: its partitions or volumes and their content need " + mib(least),
                    "set at least " + mib(least) + ", or leave the size to the build"));
        }
        boolean mbr =
                plan.table().filter(table -> table.kind() == TableKind.MBR).isPresent();
        if (mbr && size / plan.sectorSize() > MBR_SECTORS) {
            throw new ProblemException(new Problem(
                    subject(),
                    mib(size) + " is more than an MBR can describe",
                    "use a GPT: the element block-device-gpt or block-device-efi"));
        }
        return layout.get();
    }

    private String subject() {
        return plan.declaredSize().isPresent() ? "size of the local_loop" : "imageSize";
    }

    private interface Demand {
        long of(FileSystemPlan fs);
    }

    private long least(Demand demand) {
        return FileSystemNeed.least(size -> size >= LEAST_DISK
                && Placement.place(plan, size)
                        .filter(layout -> holds(layout, demand))
                        .isPresent());
    }

    private boolean holds(Layout layout, Demand demand) {
        return layout.volumes().stream()
                .allMatch(volume ->
                        fixed.contains(volume.fileSystem()) || volume.bytes() >= demand.of(volume.fileSystem()));
    }

    private long need(FileSystemPlan fs) {
        return needs.get(fs.name());
    }

    private long wanted(FileSystemPlan fs) {
        if (wish instanceof ImageSize.Extra extra) {
            boolean root = fs.mountPoint().equals(Optional.of("/"));
            return need(fs) + (root ? extra.bytes() : 0);
        }
        return Math.max(need(fs), (long) (usage(fs).bytes() / ImageSize.FILLED));
    }

    private TreeUsage usage(FileSystemPlan fs) {
        return fs.mountPoint()
                .map(point -> usage.getOrDefault(point, TreeUsage.NONE))
                .orElse(TreeUsage.NONE);
    }

    private static String mib(long bytes) {
        return (bytes + MIB - 1) / MIB + " MiB";
    }
}
