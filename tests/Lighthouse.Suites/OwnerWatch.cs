namespace Lighthouse.Suites;

/// <summary>Ends the suite when the pipeline that started it is gone, so that a killed pipeline leaves no suite behind.</summary>
internal static class OwnerWatch
{
    private const int ExitCode = 75;

    /// <summary>Watches the standard input, which the pipeline holds open as long as it lives.</summary>
    public static void Start() => new Thread(Watch) { IsBackground = true, Name = "owner watch" }.Start();

    private static void Watch()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
        }

        Environment.Exit(ExitCode);
    }
}
