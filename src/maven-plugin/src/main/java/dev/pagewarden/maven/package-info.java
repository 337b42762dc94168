/**
 * The Maven goals: {@code prepare-agent} attaches the scramble agent to the test JVMs, {@code
 * confirm} holds the static findings against what the tests' JVMs recorded and says the outcome in
 * one line a finding. Everything that is known about records and verdicts lives in the evidence
 * module; nothing here analyses or instruments code.
 */
package dev.pagewarden.maven;
