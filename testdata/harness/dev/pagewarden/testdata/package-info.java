/**
 * Checks the cases of {@code testdata/}: once as SpotBugs sees their classes, once as the agent
 * sees them run, and once the two against each other. What is expected stands on the cases' own
 * source lines ({@link dev.pagewarden.testdata.Expectation}); to add a case is to add a file.
 */
package dev.pagewarden.testdata;
