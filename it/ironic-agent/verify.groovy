// SPDX-License-Identifier: Apache-2.0
// The ramdisk was built and has booted, and its agent has called. What is left to see: where everything came from, what is in
// the archive, and that Maven has it.
import java.nio.file.Files
import java.nio.file.Path

Path target = basedir.toPath().resolve('target')
Path kernel = target.resolve('ironic-deploy.kernel')
Path initramfs = target.resolve('ironic-deploy.initramfs')
[kernel, initramfs].each { assert Files.size(it) > 1_000_000: "${it} is missing or nearly empty" }
assert !Files.exists(target.resolve('ironic-deploy.qcow2')): 'there is a disk'

// --- both are artifacts
Path repository = Path.of(localRepositoryPath.toString(), 'dev/dib/it/ironic-agent/1.0')
[kernel: kernel, initramfs: initramfs].each { type, file ->
    assert Files.mismatch(repository.resolve("ironic-agent-1.0.${type}"), file) == -1L: "the ${type} in the repository is another one"
}
repository.toFile().deleteDir()

// --- the archive has the system, and nothing that was of use only to the build
Process unpack = ['bash', '-c', 'gzip -dc "$0" | cpio --list --quiet', initramfs.toString()].execute()
Set<String> names = unpack.inputStream.readLines().collect { it - ~'^\\./' }.toSet()
assert unpack.waitFor() == 0
['init', 'sbin', 'tmp', 'run', 'proc', 'etc/os-release', 'opt/ironic-python-agent/bin/ironic-python-agent', 'usr/local/bin/ironic-python-agent',
 'usr/sbin/dmidecode', 'usr/sbin/mdadm', 'usr/bin/qemu-img', 'etc/systemd/system/multi-user.target.wants/ironic-python-agent.service']
        .each { assert it in names: "the ramdisk has no ${it}" }
['tmp/', 'run/', 'boot/', 'var/cache/', 'usr/share/doc/', 'proc/', 'sys/'].each { folder ->
    assert names.findAll { it.startsWith(folder) } == [] as Set: "the ramdisk has files in ${folder}"
}
assert names.findAll { it.endsWith('.pyc') || it.startsWith('etc/resolv.conf') } == [] as Set

// --- from where: the agent by git, its libraries from the index, and no other than those that the list of versions allows
List<String> requests = context.openstack.requests()
def asked = { String pattern -> requests.any { it =~ pattern } }
assert asked('^GET /git/openstack/ironic-python-agent/info/refs 200'): requests
assert asked('^GET /git/openstack/requirements/info/refs 200'): requests
assert asked('^GET /simple/ironic-lib/ironic-lib-5.4.0.tar.gz 200'): requests
assert !asked('ironic-lib-6.0.0'): requests
assert context.server.requests().any { it =~ '^GET /centos/7/os/x86_64/Packages/ipmitool.* 200' }

// --- and whom it called
assert asked('^GET /v1/lookup 200'): requests
assert asked('^POST /v1/heartbeat/8f4e46c0-3a5b-4b6c-9d4f-7a1f6a5d2b11 200'): requests
context.openstack.close()
context.server.close()
true
