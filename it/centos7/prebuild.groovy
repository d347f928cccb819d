// SPDX-License-Identifier: Apache-2.0
// The other side: repositories, a cloud image and their server. See it/rpm-fixture/README.md.
new File(basedir, 'cache').deleteDir()
evaluate(new File(basedir, '../../../rpm-fixture/serve.groovy'))
