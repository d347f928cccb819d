// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceRefusalTest {

    @TempDir
    Path host;

    @BeforeEach
    void hostThatAllowsAll() throws IOException {
        write("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nSeccomp:\t0\n");
        write("proc/sys/user/max_user_namespaces", "1000\n");
        write("etc/subuid", "other:100000:65536\nme:165536:65536\n");
        write("etc/subgid", "1000:165536:65536\n");
        write("usr/bin/newuidmap", "");
        Files.setPosixFilePermissions(host.resolve("usr/bin/newuidmap"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void nothingIsWrong() throws IOException {
        assertThat(foreseen()).isEmpty();
    }

    @Test
    void missingIdMapperIsAPackageToInstall() throws IOException {
        Files.delete(host.resolve("usr/bin/newuidmap"));
        assertThat(foreseen()).singleElement().extracting(Problem::remedy).isEqualTo("apt install uidmap");
    }

    @Test
    void missingAndFewSubordinateIdsAreTold() throws IOException {
        Files.delete(host.resolve("etc/subuid"));
        write("etc/subgid", "me:1:1000\n\ngarbage\nme:x:y\n");
        assertThat(foreseen())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        uid -> assertThat(uid).contains("/etc/subuid", "no subordinate", "--add-subuids"),
                        gid -> assertThat(gid).contains("/etc/subgid", "1000 subordinate", "--add-subgids"));
    }

    @Test
    void settingsThatForbidAreNamed() throws IOException {
        write("proc/sys/user/max_user_namespaces", "0\n");
        write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
        assertThat(foreseen())
                .extracting(Problem::subject)
                .containsExactly("kernel.unprivileged_userns_clone", "user.max_user_namespaces");
    }

    @Test
    void rootNeedsNoneOfThat() throws IOException {
        write("proc/self/status", "Uid:\t0\t0\t0\t0\n");
        Files.delete(host.resolve("etc/subuid"));
        assertThat(foreseen()).isEmpty();
        assertThat(explain("unshare: unshare failed: Operation not permitted")).contains("--privileged");
    }

    @Test
    void appArmorIsBlamedIfItRestricts() throws IOException {
        write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
        assertThat(explain("unshare: cannot change root filesystem propagation: Permission denied"))
                .contains("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
    }

    @Test
    void filterOfAContainerIsBlamed() throws IOException {
        write("proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nSeccomp:\t2\n");
        assertThat(explain("unshare: unshare failed: Operation not permitted")).contains("seccomp=unconfined");
    }

    @Test
    void oldToolsAreBlamed() throws IOException {
        assertThat(explain("unshare: unrecognized option '--map-auto'")).contains("util-linux 2.38");
        assertThat(explain("newuidmap: write to uid_map failed: Operation not permitted"))
                .contains("setuid root");
        assertThat(explain("unshare: unshare failed: No space left on device")).contains("max_user_namespaces");
    }

    private List<Problem> foreseen() throws IOException {
        return NamespaceRefusal.foreseen(HostFacts.read(host, "me")).list();
    }

    private String explain(String said) throws IOException {
        Problem problem = NamespaceRefusal.explain(HostFacts.read(host, "me"), List.of(said));
        assertThat(problem.message()).contains(said);
        return problem.remedy();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(host.resolve(file).getParent());
        Files.writeString(host.resolve(file), text);
    }
}
