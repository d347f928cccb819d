// SPDX-License-Identifier: Apache-2.0
// an earlier run that was broken off may have left its elements
new File(localRepositoryPath, 'dev/dib/it/reactor').deleteDir()
true
