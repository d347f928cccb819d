// SPDX-License-Identifier: Apache-2.0
// What the contract says of these elements, looked for in the tree.
File target = new File(basedir, 'target')
File archive = new File(target, 'field-elements-1.0.tar')

String tar(File archive, String... words) {
    Process process = new ProcessBuilder(['tar', "--file=${archive}".toString(), *words]).start()
    String output = process.inputStream.text
    assert process.waitFor() == 0: "tar ${words}: ${process.errorStream.text}"
    output
}

List<String> files = tar(archive, '--list').readLines()*.substring(1)
Closure<Boolean> has = { String name -> files.contains(name) }
Closure<List<String>> lines = { String name -> tar(archive, '--extract', '--to-stdout', ".${name}").readLines() }

// packages: what is installed, by dpkg's own account
Set<String> installed = [] as Set
lines('/var/lib/dpkg/status').join('\n').split('\n\n').each { stanza ->
    if (stanza.contains('Status: install ok installed')) {
        installed << (stanza =~ /(?m)^Package: (.*)$/)[0][1]
    }
}
['jq', 'less', 'bc', 'file', 'pv', 'dc'].each { assert it in installed: "${it} is not installed" }
['most', 'time', 'tree', 'gnome-pager'].each { assert !(it in installed): "${it} is installed" }

// install types, overrides, what is provided
assert lines('/etc/field/app') == ['app from package, port 8443']
assert !has('/etc/field/app-from-source')
assert lines('/etc/field/agent') == ['agent from source']
assert lines('/etc/field/lists') == ['agent of the site', 'common', 'python of the core']

// commands in the image
assert lines('/etc/field/names') == ['field-appd unknown-service less', 'unmapped 1', 'no map 2', 'field-tool field']
assert has('/usr/local/bin/field-tool')
assert has('/usr/share/pkg-map/field-app')
assert lines('/home/field/whoami') == ['field /home/field']

// source repositories
assert lines('/opt/widget/widget.txt') == ['one']
assert lines('/opt/data/deep/data.txt') == ['data']
assert lines('/etc/motd') == ['Welcome to the field']
assert lines('/etc/dib-source-repositories').sort() == ['/etc/motd', '/opt/data', '/opt/widget']

// files
assert lines('/etc/field/static.conf') == ['[static]', 'key = value']
assert tar(archive, '--list', '--verbose', './usr/local/bin/field-static').startsWith('-rwxr-xr-x 0/0')
assert has('/usr/lib/systemd/system/field-appd.service') || has('/lib/systemd/system/field-appd.service')
assert !files.any { it.endsWith('init.d/field-appd') }
assert lines('/etc/field/field-app.json').join('').contains('"arch": "amd64"')

// phases, mounts, what is cleaned up
assert lines('/etc/field/contract') == ['bookworm amd64 field-root /|/boot', 'post-root no TARGET_ROOT', 'pre-finalise', 'in the tree']
assert has('/var/cache/field/') && !has('/var/cache/field/cached')
assert !files.any { it.startsWith('/mnt/proc-of-field/') && it != '/mnt/proc-of-field/' }
assert new File(System.getProperty('user.home'), '.cache/dib/field/cached').text.trim() == 'cached'
assert lines('/etc/resolv.conf') == ['nameserver 192.0.2.53']
assert !has('/etc/resolv.conf.ORIG')
assert lines('/etc/fstab') == ['LABEL=field-root / ext4 defaults 0 1', 'LABEL=mkfs_boot /boot ext4 defaults,noatime 0 2']
assert lines('/var/log/field/install.log').empty && has('/var/log/field/install.log')
assert !has('/root/field.log')
assert files.findAll { it.startsWith('/tmp/') } == ['/tmp/']
assert !files.any { it.contains('in_target.d') || it.contains('dib-tools') }

// products beside the image, and what is attached
assert new File(target, 'field-elements-1.0.contract').text.readLines() == lines('/etc/field/contract')
assert new File(target, 'field-elements-1.0.d/notes').text.trim() == 'from extra-data'
assert new File(target, 'field-elements-1.0.md5').file

// the manifest
Map manifest = new groovy.json.JsonSlurper().parse(new File(target, 'field-elements-1.0.manifest.json'))
assert (manifest.name + ' ' + manifest.architecture) == 'field-elements-1.0 amd64'
assert manifest.packages.findAll { it.manager == 'dpkg' }*.name as Set == installed
assert manifest.packages.every { it.version }
assert manifest.elements*.name.containsAll(['field-os', 'field-app', 'field-agent-ng', 'field-common', 'debootstrap'])
assert manifest.elements.every { it.sha256 ==~ /[0-9a-f]{64}/ }
assert manifest.elements.find { it.name == 'debootstrap' }.artifact.startsWith('dev.dib.elements:debootstrap:')
assert manifest.elements.find { it.name == 'field-app' }.artifact == null
File fixtures = new File(target, 'fixtures')
String commit = ['git', '-C', new File(fixtures, 'widget.git').path, 'rev-parse', 'v1.0'].execute().text.trim()
Closure<String> digest = { String name -> 'sha256:' + java.security.MessageDigest.getInstance('SHA-256').digest(new File(fixtures, name).bytes).encodeHex() }
assert manifest.sources.collect { [it.kind, it.destination, it.revision] } as Set == [
        ['git', '/opt/widget', commit],
        ['tar', '/opt/data', digest('data.tar.gz')],
        ['file', '/etc/motd', digest('motd')]] as Set
assert manifest.environment.DIB_FIELD_PASSWORD == '***'
assert manifest.environment.DIB_FIELD_PORT == '8443'
Map<String, List<String>> brought = manifest.files.ofElements
assert '/etc/field/app' in brought['field-app']
assert '/etc/field/agent' in brought['field-agent-ng']
assert '/opt/widget/widget.txt' in brought['source-repositories']
assert '/etc/field/static.conf' in brought['install-static']
assert !brought.values().flatten().any { it.startsWith('/usr/bin/jq') }
assert '/etc/fstab' in manifest.files.ofBuild

// no secret anywhere
Process grep = new ProcessBuilder('grep', '-rl', '--binary-files=text', 'tell-nobody-4711',
        archive.path, new File(target, 'field-elements-1.0.manifest.json').path, new File(target, 'field-elements-1.0.d').path, new File(target, 'dib/log').path).start()
assert grep.inputStream.text.empty
true
