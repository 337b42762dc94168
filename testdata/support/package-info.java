/**
 * The rig that every case runs on: devices, filled buffers from real heaps, an exporter of one's
 * own, tables of own pages, and checks that stop a run whose bytes are wrong. Start at {@link
 * support.Rig}. Nothing here imports a buffer on a case's behalf: mapping and unmapping are what
 * the cases are about.
 */
package support;
