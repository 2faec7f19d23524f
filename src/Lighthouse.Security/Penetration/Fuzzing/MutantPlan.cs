namespace Lighthouse.Security.Penetration.Fuzzing;

/// <summary>Which mutants an operation gets: the core in every run, of the others as many as drawn by the seed, and of two changes at once when there are more to draw.</summary>
internal sealed class MutantPlan(IReadOnlyList<Payload> payloads, Canaries canaries, int drawn)
{
    /// <summary>How a mutant of one plan is made of a subject, which may be made anew before it.</summary>
    public IEnumerable<Func<Subject, Mutant?>> For(Subject first, Random random)
    {
        foreach (var place in first.Places)
            foreach (var payload in payloads.Where(payload => IsAlwaysSent(place, payload)))
                yield return subject => Make(subject, place, payload);
        var whole = WholeMutants.For(first, canaries).Count();
        for (var at = 0; at < whole; at++)
        {
            var index = at;
            yield return subject => WholeMutants.For(subject, canaries).ElementAtOrDefault(index);
        }

        foreach (var one in Drawn(first, random))
            yield return one;
    }

    // A header takes one text that is several attacks at once; every other place takes the core one by one.
    private static bool IsAlwaysSent(Place place, Payload payload) =>
        place.Kind == PlaceKind.Header ? payload.Name == InjectionTexts.PolyglotName : payload.IsCore && Fits(place, payload);

    private static bool Fits(Place place, Payload payload) => place.Kind == PlaceKind.Body || !payload.OnlyInBody;

    private IEnumerable<Func<Subject, Mutant?>> Drawn(Subject first, Random random)
    {
        var pairs = first.Places.SelectMany(place => payloads.Where(payload => !payload.IsCore && Fits(place, payload)).Select(payload => (place, payload))).ToArray();
        random.Shuffle(pairs);
        foreach (var (place, payload) in pairs.Take(drawn))
            yield return subject => Make(subject, place, payload);
        for (var left = drawn - pairs.Length; left > 0 && pairs.Length > 0; left--)
        {
            var (place, payload) = pairs[random.Next(pairs.Length)];
            var changed = payload with { Json = Disturbed.Json(payload.Json, random), Encoded = Disturbed.Query(payload.Encoded, random) };
            yield return subject => Make(subject, place, changed);
        }
    }

    private static Mutant? Make(Subject subject, Place place, Payload payload) =>
        subject.With(place, payload) is { } request ? new Mutant(payload, place, request) : null;
}
