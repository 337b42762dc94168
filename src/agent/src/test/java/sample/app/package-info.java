/**
 * Programs that tests run in a JVM of their own under the agent. Each line on which an accessor
 * runs says so: {@code imported: page} where it ran on an imported table, {@code reached: page}
 * where it ran on another; a test holds these against the records, both ways.
 */
package sample.app;
