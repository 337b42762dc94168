/**
 * What the agent costs, in a JVM with it and in one without it, in the same run: {@link
 * dev.pagewarden.benchmarks.agent.AccessCost} a single access, {@link
 * dev.pagewarden.benchmarks.agent.ScrambleCost} the scrambling of a large table, {@link
 * dev.pagewarden.benchmarks.agent.ProcessCost} a whole process. Their commands are in their
 * comments.
 */
package dev.pagewarden.benchmarks.agent;
