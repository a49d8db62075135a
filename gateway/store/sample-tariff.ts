import type { TariffDocument } from "../journal/tariff-document.ts";
import { parseTariff } from "../tariff/document.ts";

/** Plastic, aluminium and residual, from November 2026. */
export const sampleTariff = (change: Partial<TariffDocument> = {}): TariffDocument => {
  const parsed = parseTariff(`
    id = "tariff-1"
    valid_from = "2026-11"
    verified_scale_demanded = false
    decision = { number = "7/2026", date = "2026-10-20" }
    ledgers = { credits = true, points = true }
    grade_factors = { A = 100, B = 67 }
    [[streams]]
    stream = "plastic"
    label = { ar = "بلاستيك", en = "Plastic" }
    rate_minor_units_per_kg = 40
    points_per_kg = 4
    min_grams = 500
    max_grams = 10000
    month_cap_grams = 25000
    [[streams]]
    stream = "aluminium"
    label = { ar = "ألمنيوم", en = "Aluminium" }
    rate_minor_units_per_kg = 250
    points_per_kg = 5
    min_grams = 200
    max_grams = 5000
    month_cap_grams = 5000
    attended_only = true
    [[streams]]
    stream = "residual"
    label = { ar = "متبقي", en = "Residual" }
    rate_minor_units_per_kg = 0
    points_per_kg = 0
    min_grams = 500
  `);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return { ...parsed.value, ...change };
};

/** What every store promises, whatever it is made of. */
