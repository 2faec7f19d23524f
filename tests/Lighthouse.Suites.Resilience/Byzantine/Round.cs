namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>Agents of whom a third lies or floods while the others do what they came for.</summary>
internal static class Round
{
    /// <summary>Lets all of them loose and returns when the honest ones are done.</summary>
    public static async Task<IReadOnlyList<Flood>> RunAsync(IReadOnlyList<Cast> casts, double floodPerSecond, Testimony testimony, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var floods = casts.Select(cast => new Flood(cast, testimony, floodPerSecond / casts.Count)).ToList();
        var background = Task.WhenAll([
            .. floods.Select(flood => flood.RunAsync(enough.Token)),
            .. casts.Select(cast => new EventScene(cast, testimony, cancellation).WorkAsync(enough.Token)),
        ]);
        try
        {
            await Task.WhenAll(casts.SelectMany(cast => Scenes(cast, testimony, cancellation)).Select(ToItsEndAsync));
        }
        finally
        {
            await enough.CancelAsync();
            await background;
        }

        Day.Progress($"{casts.Count} floods: {floods.Sum(flood => flood.Sent):#,##0} requests, {floods.Sum(flood => flood.Refused):#,##0} refused by a limit, {floods.Sum(flood => flood.Unanswered)} unanswered");
        return floods;
    }

    private static IEnumerable<Task> Scenes(Cast cast, Testimony testimony, CancellationToken cancellation) =>
    [
        new QuestionScene(cast, testimony, cancellation).RunAsync(),
        new WorkScene(cast, testimony, cancellation).RunAsync(),
        new VoteScene(cast, testimony, cancellation).RunAsync(),
        new EventScene(cast, testimony, cancellation).LieAsync(),
    ];

    private static async Task ToItsEndAsync(Task scene)
    {
        try
        {
            await scene;
        }
        catch (NotServedException)
        {
            // It has been counted; the kinds of lies that the rest of the scene was for go without.
        }
    }
}
