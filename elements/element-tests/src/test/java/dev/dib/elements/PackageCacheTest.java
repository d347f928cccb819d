// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What builds leave for each other in the cache of packages. */
class PackageCacheTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "dpkg, root.d/95-keep-packages, apt-cache/upper, apt/debian",
        "yum, post-root.d/95-keep-packages, yum-cache/upper, yum"
    })
    void buildsAtTheSameTimeDoNotWriteTheSameFile(String element, String hook, String upper, String kept)
            throws Exception {
        Run.Result result = new DiskImages(temporary)
                .asRoot("bash", "-euc", """
                        cd "$0"
                        export DIB_IMAGE_CACHE=$0/cache TMP_BUILD_DIR=$0/build PATH=$0/programs:$PATH
                        mkdir -p programs "build/$2" "cache/$3"
                        echo new >"build/$2/a.deb"
                        cat >programs/cp <<-'PROGRAM'
                        #!/bin/bash
                        for last; do :; done
                        echo "$last" >>"$DIB_IMAGE_CACHE/../names"
                        exec /bin/cp "$@"
                        PROGRAM
                        chmod 0755 programs/cp
                        for build in 1 2; do
                            # each has processes of its own, with the same numbers as in the other
                            unshare --pid --fork "$1"
                            cat "cache/$3/a.deb"
                            find "cache/$3" -type f -printf '%P %m\\n'
                            rm "cache/$3/a.deb"
                        done
                        sort -u names | wc -l
                        """, temporary, Elements.file(element, hook), upper, kept)
                .with("DISTRO_NAME", "debian")
                .with("DIB_APT_LOCAL_CACHE", 1)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).containsExactly("new", "a.deb 644", "new", "a.deb 644", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "dpkg, root.d/95-keep-packages, apt-cache/upper, apt/debian/.a.deb.x1",
        "yum, post-root.d/95-keep-packages, yum-cache/upper, yum/.unfinished.x1"
    })
    void whatAKilledBuildLeftIsRemovedInTime(String element, String hook, String upper, String left) throws Exception {
        Run.Result result = new DiskImages(temporary)
                .asRoot("bash", "-euc", """
                        cd "$0"
                        export DIB_IMAGE_CACHE=$0/cache TMP_BUILD_DIR=$0/build
                        mkdir -p "build/$2" "$(dirname "cache/$3")"
                        touch "cache/$3.new"
                        touch -d '2 hours ago' "cache/$3"
                        "$1"
                        find cache -type f -printf '%P\\n'
                        """, temporary, Elements.file(element, hook), upper, left)
                .with("DISTRO_NAME", "debian")
                .with("DIB_APT_LOCAL_CACHE", 1)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).containsExactly(left + ".new");
    }
}
