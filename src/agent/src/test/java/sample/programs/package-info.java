/** Programs around well-known libraries, whose results must not depend on the agent. */
package sample.programs;
