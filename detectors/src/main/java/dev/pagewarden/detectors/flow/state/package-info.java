/**
 * The abstract domain: objects, values, traces and the state of locals and heap at one point of a
 * method. Nothing here executes instructions.
 */
package dev.pagewarden.detectors.flow.state;
