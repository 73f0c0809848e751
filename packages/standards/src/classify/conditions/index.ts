import type { ConditionTable } from '../condition-language.ts';
import { industrialTrade } from './industrial-trade.ts';

/** All curated conditions, by criterion code. */
export const conditions: ConditionTable = { ...industrialTrade };
