/**
 * What Pagewarden costs, as ratios within one run. Nothing here is deployed or run by tests; all of
 * it is compiled with everything else. From the project's root:
 *
 * <pre>
 * mvn -Pbenchmarks verify -DskipTests -DskipITs -Dinvoker.skip -pl src/benchmarks,testdata -am
 * java -jar src/benchmarks/target/benchmarks.jar            # all JMH benchmarks
 * java -jar src/benchmarks/target/benchmarks.jar UnrelatedCode -prof gc
 * java -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.SpotBugsCost 7
 * java -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.Comparison -v
 * </pre>
 *
 * {@link dev.pagewarden.benchmarks.UnrelatedCode} measures the engine on code without dma-buf,
 * {@link dev.pagewarden.benchmarks.Scaling} how its cost grows on code that is full of it, {@link
 * dev.pagewarden.benchmarks.WorstCases} what a method can cost at most, and {@link
 * dev.pagewarden.benchmarks.SpotBugsCost} whole processes of SpotBugs without a plugin, with ours
 * and with FindSecBugs; {@link dev.pagewarden.benchmarks.Comparison} holds what other analysers
 * find against what ours does.
 */
package dev.pagewarden.benchmarks;
