using System.Text.Json;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Code;

/// <summary>Analyses as the compiler writes them.</summary>
internal static class Analysis
{
    public static string Of(IEnumerable<object> results, int rules = 90) => JsonSerializer.Serialize(new
    {
        version = "2.1.0",
        runs = new[]
        {
            new
            {
                tool = new
                {
                    driver = new
                    {
                        name = "compiler",
                        rules = Enumerable.Range(5300, rules).Select(number => new { id = $"CA{number}", defaultConfiguration = new { enabled = false }, properties = new { category = "Security" } }),
                    },
                },
                invocations = new[]
                {
                    new
                    {
                        executionSuccessful = true,
                        ruleConfigurationOverrides = Enumerable.Range(5300, rules).Select(number => new { descriptor = new { id = $"CA{number}" }, configuration = new { level = "error" } }),
                    },
                },
                results,
            },
        },
    });

    public static object Result(string rule, string level = "warning", object[]? suppressions = null) => new
    {
        ruleId = rule, level, message = new { text = "it is weak" }, suppressions = suppressions ?? [],
        locations = new[] { new { physicalLocation = new { artifactLocation = new { uri = "src/A/A.cs" }, region = new { startLine = 7 } } } },
    };
}
