/** Something for the person at the keyboard: said in one sentence, without a stack. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}
