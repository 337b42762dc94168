/**
 * What was seen: call sites, the records that runs leave on disk, and the verdict that a static
 * finding gets from them. {@link dev.pagewarden.evidence.CallSite} is the identity that findings
 * and records share; agents write with {@link dev.pagewarden.evidence.RecordWriter}, everybody else
 * reads with {@link dev.pagewarden.evidence.RecordReader} and joins with {@link
 * dev.pagewarden.evidence.Pairing}. Nothing here analyses or instruments code.
 */
package dev.pagewarden.evidence;
