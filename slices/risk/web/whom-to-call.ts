import type { Enterprise } from '@zhiben/slices/enterprise/domain';

type People = Pick<Enterprise, 'principalName' | 'principalPhone' | 'safetyManagerName' | 'safetyManagerPhone'>;

/**
 * To whom an emergency is reported and the number on file: the owner of the post, else the safety manager, else the
 * principal. A number that is masked for the viewer is left to be written by hand.
 */
export function whomToCall(owner: string, people: People | undefined): { name: string; phone: string } {
  const known = [
    { name: people?.safetyManagerName ?? '', phone: people?.safetyManagerPhone ?? '' },
    { name: people?.principalName ?? '', phone: people?.principalPhone ?? '' },
  ].filter(({ name, phone }) => name !== '' && phone !== '' && !phone.includes('*'));
  return (
    known.find(({ name }) => name === owner) ?? (owner === '' ? known[0] : undefined) ?? { name: owner, phone: '' }
  );
}
