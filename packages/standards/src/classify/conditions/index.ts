import type { ConditionTable } from '../condition-language.ts';
import { chemicals } from './chemicals.ts';
import { cityGas } from './city-gas.ts';
import { civilExplosives } from './civil-explosives.ts';
import { coalMine } from './coal-mine.ts';
import { coalMineSystems } from './coal-mine-systems.ts';
import { construction } from './construction.ts';
import { construction2022 } from './construction-2022.ts';
import { fireworks } from './fireworks.ts';
import { industrialTrade } from './industrial-trade.ts';
import { noncoalMine } from './noncoal-mine.ts';
import { power } from './power.ts';
import { publicPlaces } from './public-places.ts';
import { selfBuiltHouse } from './self-built-house.ts';
import { specialEquipment } from './special-equipment.ts';
import { transport } from './transport.ts';
import { waterPassenger } from './water-passenger.ts';

/** All curated conditions, by criterion code. */
export const conditions: ConditionTable = {
  ...chemicals,
  ...cityGas,
  ...civilExplosives,
  ...coalMine,
  ...coalMineSystems,
  ...construction,
  ...construction2022,
  ...fireworks,
  ...industrialTrade,
  ...noncoalMine,
  ...power,
  ...publicPlaces,
  ...selfBuiltHouse,
  ...specialEquipment,
  ...transport,
  ...waterPassenger,
};

/** Catch-all clauses (兜底条款): what falls under them is argued by people, so they are proposed and never decided. */
export const humanOnly: ReadonlySet<string> = new Set([
  'CT-17-0',
  'CT22-15-0',
  'GAS-10-0',
  'PW-14-0',
  'CE-17',
  'RT-03-5',
  'MD-02-4',
]);
