// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.ImageFacts;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A build that finds one of its disks full: which, how, and what it should say. */
enum FullDiskScenario {
    /** The file system of the root tree while a hook writes to it. */
    TREE(
            "work",
            "(?s)post-root\\.d/50-large: of element 'mine' failed with status 1.*No space left on device.*To fix: see the whole"
                    + " log in .*, or mind that PLACE has 0\\.\\d MiB left; make room there, or choose another folder by the"
                    + " parameter workDirectory") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("post-root.d/50-large", "#!/bin/bash\nexec head -c 64M /dev/zero >\"$TMP_MOUNT_PATH/large\"\n")
                    .build();
        }
    },
    /** That of the scratch directory while the tree is archived. */
    ARCHIVE(
            "work",
            "(?s)PLACE: has too little room, [0-9.]+ MiB: 'tar .*To fix: make room there, or choose.*workDirectory") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("post-root.d/50-fill", FILL).build();
        }
    },
    /** That of the scratch directory while the disk is made. */
    DISK("work", "(?s)PLACE: has too little room, [0-9.]+ MiB: .*To fix: make room there, or choose.*workDirectory") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("post-root.d/50-fill", FILL).formats("raw").build();
        }
    },
    /** That of target/ while what was made on another file system is copied there. */
    PUBLISH("target", "(?s)PLACE/dib: has too little room, [0-9.]+ MiB: 'cp .*To fix: make room there") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("post-root.d/50-fill", FILL.replace("24M", "48M")).build();
        }
    },
    /** That of target/ while a format is made. */
    CONVERSION(
            "target",
            "(?s)PLACE: has too little room, [0-9.]+ MiB: The format 'vdi' could not be made: .*To fix: make room there") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("post-root.d/50-fill", FILL.replace("24M", "16M"))
                    .formats("vdi")
                    .build();
            new ImageConversion(
                            new ImageFacts("machine", "1", "amd64", Optional.empty()),
                            tiny.directories(),
                            Clock.systemUTC(),
                            new BuildListener() {})
                    .convert(tiny.spec().made());
        }
    },
    /** That of target/ while a hook prints. */
    LOG(
            "target",
            "(?s)PLACE/dib: has too little room, 0\\.0 MiB: .*To fix: make room there, or choose another folder for what is large by the parameter workDirectory") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook("root.d/50-print", "#!/bin/bash\nyes \"$(printf %4000s end)\" | head -c 64M\n")
                    .build();
        }
    },
    /** That of the cache while a hook downloads. */
    CACHE(
            "cache",
            "(?s)extra-data\\.d/50-download: .*No space left on device.*mind that PLACE has 0\\.\\d MiB left; make room there,"
                    + " or choose another folder by the parameter cacheDirectory") {
        @Override
        void run(TinyImage tiny) throws IOException, InterruptedException {
            tiny.hook(
                            "extra-data.d/50-download",
                            "#!/bin/bash\nexec head -c 64M /dev/zero >\"$DIB_IMAGE_CACHE/large\"\n")
                    .build();
        }
    };

    /** The size of the file system that gets full, as of mount(8). The tree of a tiny image takes 9 MiB. */
    static final String SIZE = "40m";

    private static final String FILL = "#!/bin/bash\nexec head -c 24M /dev/urandom >\"$TMP_MOUNT_PATH/root/fill\"\n";

    private final String place;
    private final String message;

    FullDiskScenario(String place, String message) {
        this.place = place;
        this.message = message;
    }

    abstract void run(TinyImage tiny) throws IOException, InterruptedException;

    /** The folder that has the small file system. */
    Path place(Path directory) {
        return directory.resolve(name()).resolve(place);
    }

    /** What the build should say. */
    String message(Path directory) {
        return message.replace("PLACE", place(directory).toString());
    }

    /** Runs all: for each a line with its name, what it said, what was left, and an empty line. Its argument is a folder. */
    public static void main(String... arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        for (FullDiskScenario scenario : values()) {
            System.out.println("== " + scenario);
            Path own = directory.resolve(scenario.name());
            var tiny = new TinyImage(own);
            if (scenario.place.equals("work")) {
                tiny.workingIn(own.resolve("work")).with("DIB_NO_TMPFS", "1");
            } else if (scenario == PUBLISH) {
                tiny.workingIn(Files.createDirectories(own.resolve("work")));
            }
            try {
                scenario.run(tiny);
                System.out.println("nothing was wrong");
            } catch (ProblemException e) {
                System.out.println(e.getMessage());
            } catch (IOException | RuntimeException e) {
                System.out.println("not explained:");
                e.printStackTrace(System.out);
            }
            if (scenario != CONVERSION && Files.exists(tiny.directories().image())) {
                System.out.println("left: an image");
            }
            List<String> left = new Leftovers(own).list();
            left.forEach(line -> System.out.println("left: " + line));
        }
    }
}
