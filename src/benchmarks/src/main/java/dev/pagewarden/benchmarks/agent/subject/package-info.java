/** What the agent is measured on; in a package of its own, since an importer is in another. */
package dev.pagewarden.benchmarks.agent.subject;
