// SPDX-License-Identifier: Apache-2.0
// Two images were built and booted: one by its own boot loader, then the one of the pom, by its kernel and initrd. What is left
// to see: the hooks of the latter and their order, the file system, and that the second build found everything in the cache.
import java.nio.file.Files
import java.nio.file.Path

Path target = basedir.toPath().resolve('target')

// --- the hooks that ran, all of them and in their order: those that this build always had, then those that came since
Map<String, List<String>> always = [
        'root.d'        : '01-ccache 10-centos7-cloud-image 50-yum-cache 90-base-dib-run-parts',
        'extra-data.d'  : '10-create-pkg-map-dir 20-manifest-dir 50-store-build-settings 98-source-repositories ' +
                '99-enable-install-types 99-squash-package-install 99-yum-repo-conf',
        'pre-install.d' : '00-fix-requiretty 00-usr-local-bin-secure-path 01-dib-python 01-install-bin 01-override-yum-arch ' +
                '01-set-centos-mirror 01-yum-keepcache 02-package-installs 03-baseline-tools 04-dib-init-system ' +
                '15-remove-grub 99-package-uninstalls',
        'install.d'     : '00-baseline-environment 00-up-to-date 01-package-installs 02-grub-install-spec 10-cloud-init ' +
                '20-install-init-scripts 50-dhcp-all-interfaces 50-store-build-settings 60-remove-cloud-image-interfaces ' +
                '80-disable-rfc3041 99-package-uninstalls',
        'post-install.d': '00-package-installs 01-delete-grubenv 05-fstab-rootfs-label 06-network-config-nonzeroconf ' +
                '10-enable-init-scripts 95-package-uninstalls 99-reset-yum-conf',
        'post-root.d'   : '',
        'finalise.d'    : '01-clean-old-kernels 90-selinux-fixfiles-restore 99-cleanup-tmp-grub',
        'cleanup.d'     : '01-ccache 01-copy-manifests-dir 99-extract-kernel-and-ramdisk 99-remove-yum-repo-conf 99-tidy-logs'
].collectEntries { phase, names -> [phase, names.tokenize()] }
Map<String, List<String>> since = [
        'extra-data.d'  : '01-ccache 50-devuser',
        'pre-install.d' : '00-install-repo-package 01-module-configuration 03-dib-python 10-package-installs',
        'install.d'     : '02-dib-python 50-devuser',
        'post-install.d': '50-iscsi-initiator-name 96-iscsi-initiator-name',
        'post-root.d'   : '50-devuser 95-keep-packages',
        'finalise.d'    : '99-clear-machine-id',
        'cleanup.d'     : '50-dib-python 98-remove-traces 99-selinux-fixfiles-restore'
].collectEntries { phase, names -> [phase, names.tokenize()] }
Path logs = target.resolve('dib/log')
always.each { phase, names ->
    List<String> ran = logs.resolve("${phase}.log").toFile().readLines()
            .findResults { line -> (line =~ / \| dib: [a-z-]+\.d\/(\S+) of /).with { it.find() ? it.group(1) : null } }
    List<String> added = since.getOrDefault(phase, [])
    assert ran.findAll { !(it in added) } == names: "the hooks of ${phase} that ran: ${ran}"
    assert ran.findAll { it in added } == added: "the hooks of ${phase} that ran: ${ran}"
}
assert logs.resolve('pre-install.d.log').toFile().text.contains('The packages of this phase came at 02 (DIB_PACKAGE_INSTALLS_EARLY)')

// --- the image has a file system with a label on its own device, checked, whose files have their SELinux labels
['my-image.qcow2', 'my-image.vmlinuz', 'my-image.initrd', 'my-machine.qcow2'].each { name ->
    assert Files.size(target.resolve(name)) > 1_000_000: "${name} is missing or nearly empty"
}
String run(Object... command) {
    Process process = new ProcessBuilder(command*.toString()).redirectErrorStream(true).start()
    process.outputStream.close()
    String output = process.inputStream.text
    assert process.waitFor() == 0: "${command}: ${output}"
    output
}
Path raw = target.resolve('my-image.raw')
run('qemu-img', 'convert', '-O', 'raw', target.resolve('my-image.qcow2'), raw)
run('/usr/sbin/e2fsck', '-f', '-n', raw)
assert run('/usr/sbin/dumpe2fs', '-h', raw) =~ /volume name: +cloudimg-rootfs/
if (System.getProperty('user.name') == 'root') {
    ['/etc/shadow': 'shadow_t', '/etc/dib-manifests/dib_arguments': 'etc_t'].each { file, type ->
        String label = run('/usr/sbin/debugfs', '-R', "ea_get ${file} security.selinux", raw)
        assert label.contains("object_r:${type}:s0"): "the label of ${file} is ${label}"
    }
}
String settings = run('/usr/sbin/debugfs', '-R', 'cat /etc/dib-manifests/dib_environment', raw)
assert settings.contains('DIB_DEV_USER_USERNAME="user"') && !settings.contains('"password"'): settings
Files.delete(raw)

// --- nothing was downloaded twice, and what was installed came from the server
Map<String, Integer> downloads = context.server.requests()
        .findResults { line -> (line =~ /^GET (\S+\.(?:xz|rpm)) 200 /).with { it.find() ? it.group(1) : null } }
        .countBy { it }
assert downloads.findAll { it.value > 1 } == [:]: 'the second build downloaded what the first had'
assert downloads.keySet().any { it.endsWith('GenericCloud.qcow2.xz') }
['kernel-3.10.0-1160.119.1', 'iscsi-initiator-utils', 'traceroute', 'selinux-policy-targeted'].each { name ->
    assert downloads.keySet().any { it.contains("/Packages/${name}") }: "${name} was not downloaded: ${downloads.keySet()}"
}
context.server.close()
true
