// SPDX-License-Identifier: Apache-2.0
// What is in the tree, and where it came from.
File archive = new File(basedir, 'target/ubuntu-minimal-1.0.tar')
context.get('server').stop(0)

String tar(File archive, String... words) {
    Process process = new ProcessBuilder(['tar', "--file=${archive}".toString(), *words]).start()
    String output = process.inputStream.text
    assert process.waitFor() == 0: "tar ${words}: ${process.errorStream.text}"
    output
}

List<String> files = tar(archive, '--list').readLines()*.substring(1)
Closure<List<String>> lines = { String name -> tar(archive, '--extract', '--to-stdout', ".${name}").readLines() }

// the kernel is that of the security suite, what a package needs that of the updates, and universe is a component
assert lines('/boot/vmlinuz-6.8.0-2-generic') == ['linux-image-6.8.0-2-generic 6.8.0-2']
assert !files.contains('/boot/vmlinuz-6.8.0-1-generic')
assert lines('/usr/share/needed') == ['needed 2']
assert files.contains('/usr/share/from-universe')

String status = lines('/var/lib/dpkg/status').join('\n')
['systemd-sysv', 'initramfs-tools', 'sudo', 'udev', 'netbase'].each { name ->
    assert status =~ /(?m)^Package: ${name}\nStatus: install ok installed$/: "${name} is not installed"
}
assert !(status =~ /(?m)^Package: python3$/)

// sources and keys stay, what was only for the build does not
String url = new File(basedir, '.mvn/maven.config').text.trim() - '-Darchive.url='
assert lines('/etc/apt/sources.list.d/default.list') == ["deb ${url} noble main universe".toString()]
assert lines('/etc/apt/sources.list.d/security.list') == ["deb ${url} noble-security main universe".toString()]
assert files.findAll { it.startsWith('/etc/apt/sources.list.d/') && it.endsWith('.list') }.size() == 3
assert files.contains('/etc/apt/trusted.gpg.d/key.gpg')
assert !files.contains('/usr/sbin/policy-rc.d')
assert !files.any { it.startsWith('/var/lib/apt/lists/') && it.contains('Packages') }
assert lines('/etc/hostname') == ['ubuntu']
assert lines('/etc/sysctl.d/99-cloudimg-ipv6.conf').contains('net.ipv6.conf.all.use_tempaddr = 0')

List<String> requests = context.get('requests')
assert requests.contains('/ubuntu/dists/noble-security/InRelease')
assert !requests.any { it.contains('backports') }
true
