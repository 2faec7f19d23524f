using Spectre.Console;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Shows what is going on at the foot of the terminal while work goes on; in a log there is nothing but the log's own lines.</summary>
internal static class LiveStatus
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <summary>Whether a person watches.</summary>
    public static bool IsWatched =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>Does work and shows a text that is asked for every second.</summary>
    public static async Task<T> DuringAsync<T>(Func<string> text, Func<Task<T>> work)
    {
        if (!IsWatched)
            return await work();
        return await AnsiConsole.Status().StartAsync(Markup.Escape(text()), async status =>
        {
            var working = work();
            while (await Task.WhenAny(working, Task.Delay(Refresh, CancellationToken.None)) != working)
                status.Status = Markup.Escape(text());
            return await working;
        });
    }
}
