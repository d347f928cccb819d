// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Mounts in the mount namespace of a sandbox, for root and for ordinary users.
 *
 * <p>Mount points that do not exist are made, as a directory, or as an empty file if a file is bound there. A mount point
 * that is a symbolic link is refused: in an image it would lead out of the image.
 */
public final class Mounts {

    private final Commands commands;

    /**
     * Mounts in a sandbox.
     *
     * @param commands the sandbox; on the host as it is, mounts would outlive the build
     */
    public Mounts(Commands commands) {
        this.commands = commands;
    }

    /** Shows a file or directory of the host at another place too, without what is mounted below it. */
    public void bind(Path source, Path target) throws IOException, InterruptedException {
        run("bind", source.toString(), target.toString());
    }

    /** Like {@link #bind}, but nothing can be written there. */
    public void bindReadOnly(Path source, Path target) throws IOException, InterruptedException {
        run("bind_read_only", source.toString(), target.toString());
    }

    /**
     * A file system in memory.
     *
     * @param options see {@code tmpfs(5)}, for example {@code mode=1777,size=2g}
     */
    public void tmpfs(Path target, String options) throws IOException, InterruptedException {
        run("mount_tmpfs", target.toString(), options);
    }

    /** A {@code proc} of the sandbox's own processes. */
    public void proc(Path target) throws IOException, InterruptedException {
        run("mount_proc", target.toString());
    }

    /**
     * {@code sysfs}, read-only. Where the kernel forbids a fresh one, as in a user namespace without a network namespace of
     * its own, the host's is bound with all that is mounted below it.
     */
    public void sys(Path target) throws IOException, InterruptedException {
        run("mount_sys", target.toString());
    }

    /**
     * A minimal {@code /dev}: null, zero, full, random, urandom, tty, a private instance of {@code devpts}, shm, and the
     * links of standard input, output and error. No disk, no terminal of the host.
     */
    public void dev(Path target) throws IOException, InterruptedException {
        run("mount_dev", target.toString());
    }

    /** What programs in a root tree need: {@link #proc}, {@link #sys}, {@link #dev}, and a tmpfs on {@code run}. */
    public void system(Path root) throws IOException, InterruptedException {
        run("mount_system", root.toString());
    }

    /**
     * Unmounts everything at or below a path, the last mounted first. What is still busy is detached: it vanishes from the
     * tree now, and ends when its last user does.
     */
    public void unmountBelow(Path path) throws IOException, InterruptedException {
        run("unmount_tree", path.toString());
    }

    /**
     * The functions of this class as a bash script, for namespaces that no JVM holds: {@code mount_system ROOT}, {@code
     * bind_read_only SOURCE TARGET} and so on. Its first argument is the name of the function.
     */
    public static String script() {
        return Scripts.join("mounts.bash", "mount.bash");
    }

    private void run(String function, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-s", function));
        line.addAll(List.of(arguments));
        commands.check(Command.of(line).reading(script()));
    }
}
