/**
 * What Pagewarden costs, measured on whole processes. {@link
 * dev.pagewarden.benchmarks.SpotBugsCost} is the entry; nothing here is deployed or run by tests.
 */
package dev.pagewarden.benchmarks;
