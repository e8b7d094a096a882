/** What a runtime needs that is too slow to make at every start of a runner. It stands in a folder of its own, made once. */
export interface Part {
  name: string;
  /** Absolute paths of the files and folders it is made from: any change of them makes it anew. */
  sources: string[];
  /** npm packages whose version counts. */
  packages: string[];
  /** Writes everything the runtime reads into `folder`, which is there and empty. */
  make(folder: string): Promise<void>;
}
