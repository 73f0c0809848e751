import { useState } from 'react';
import { newId } from '../../../domain/ids.ts';

/** An id for what a form creates: the same for every attempt to send it, so that a repeat is recognised. */
export function useNewId(): string {
  return useState(newId)[0];
}
