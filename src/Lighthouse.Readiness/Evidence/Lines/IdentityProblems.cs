namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Compares a day's opening with the run that it should be of.</summary>
internal static class IdentityProblems
{
    public static IEnumerable<string> Of(DayOpened opened, RunIdentity expected)
    {
        if (!string.Equals(opened.Profile, expected.Profile.ToString(), StringComparison.OrdinalIgnoreCase))
            yield return $"it is of profile '{opened.Profile}'; evidence of profile '{expected.Profile}' is expected.";
        if (opened.Seed != expected.Seed)
            yield return $"it is of seed {opened.Seed}; evidence of seed {expected.Seed} is expected.";
    }
}
