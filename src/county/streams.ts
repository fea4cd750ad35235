/** What each stream of random numbers is for, so that no two parts of the plan share one. */
export const PURPOSE = {
  households: 1,
  employees: 2,
  poor: 3,
  births: 4,
  deaths: 5,
  chronic: 6,
  employers: 7,
  providers: 8,
  names: 9,
  stays: 10,
  chronicVisits: 11,
  visits: 12,
  planting: 13,
  bills: 14,
} as const;
