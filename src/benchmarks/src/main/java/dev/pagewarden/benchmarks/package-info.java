/**
 * What Pagewarden costs, as ratios within one run. Nothing here is deployed or run by tests; all of
 * it is compiled with everything else. From the project's root:
 *
 * <pre>
 * mvn -Pbenchmarks verify -DskipTests -DskipITs -pl src/benchmarks -am
 * java -jar src/benchmarks/target/benchmarks.jar            # all JMH benchmarks
 * java -jar src/benchmarks/target/benchmarks.jar UnrelatedCode -prof gc
 * </pre>
 *
 * {@link dev.pagewarden.benchmarks.UnrelatedCode} measures the engine on code without dma-buf,
 * {@link dev.pagewarden.benchmarks.Scaling} how its cost grows on code that is full of it, and
 * {@link dev.pagewarden.benchmarks.SpotBugsCost} whole processes of SpotBugs with and without the
 * plugin.
 */
package dev.pagewarden.benchmarks;
