/** What the agent costs, in a JVM with it and in one without it, in the same run. */
package dev.pagewarden.benchmarks.agent;
