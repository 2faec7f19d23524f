using System.Text.Json;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class RunbookSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllBytes(Week2.Schema)).RootElement;

    private static readonly Dictionary<string, KeySet> Keys = new()
    {
        ["runbook"] = KeySet.Runbook,
        ["metric"] = KeySet.Metric,
        ["day"] = KeySet.Day,
        ["timeLimits"] = KeySet.TimeLimits,
        ["gate"] = KeySet.Gate,
        ["level"] = KeySet.Level,
        ["source"] = KeySet.Source,
        ["sizes"] = KeySet.Sizes,
        ["planned"] = KeySet.Planned,
        ["decision"] = KeySet.Decision,
        ["approvals"] = KeySet.Approvals,
        ["target"] = KeySet.Target,
        ["service"] = KeySet.Service,
        ["checklistItem"] = KeySet.ChecklistItem,
        ["errorBudget"] = KeySet.ErrorBudget,
    };

    private static readonly Dictionary<string, TextForm> Forms = new()
    {
        ["id"] = TextForm.Id,
        ["word"] = TextForm.Word,
        ["metricName"] = TextForm.Metric,
        ["name"] = TextForm.Name,
        ["project"] = TextForm.Project,
        ["role"] = TextForm.Role,
        ["resultFile"] = TextForm.ResultFile,
        ["figure"] = TextForm.Figure,
        ["sentence"] = TextForm.Sentence,
        ["paragraph"] = TextForm.Paragraph,
    };

    [Fact]
    public void Every_closed_object_has_the_readers_keys()
    {
        var closed = Schema.GetProperty("$defs").EnumerateObject().Where(type => type.Value.TryGetProperty("properties", out _)).ToList();
        Assert.Equal(Keys.Keys.Order(), closed.Select(type => type.Name).Order());
        foreach (var type in closed)
        {
            Assert.Equal(Keys[type.Name].All, type.Value.GetProperty("properties").EnumerateObject().Select(property => property.Name));
            Assert.Equal(Keys[type.Name].Required, Strings(type.Value.GetProperty("required")));
            Assert.Equal(JsonValueKind.False, type.Value.GetProperty("additionalProperties").ValueKind);
        }
    }

    [Fact]
    public void Every_closed_set_of_words_is_the_readers()
    {
        var enums = Schema.GetProperty("$defs").EnumerateObject().Where(type => type.Value.TryGetProperty("properties", out _))
            .SelectMany(type => type.Value.GetProperty("properties").EnumerateObject())
            .Where(property => property.Value.TryGetProperty("enum", out _))
            .ToDictionary(property => property.Name, property => Strings(property.Value.GetProperty("enum")));
        Assert.Equal(["area", "breach", "dimension", "format", "severity", "shape", "then"], enums.Keys.Order());
        Assert.Equal(Words<BreachSeverity>.All, enums["breach"]);
        Assert.Equal(Words<BreachAnswer>.All, enums["then"]);
        Assert.Equal(Words<ResultFormat>.All, enums["format"]);
        Assert.Equal(Words<MetricShape>.All, enums["shape"]);
        Assert.Equal(Words<Dimension>.All, enums["dimension"]);
        Assert.Equal(Words<Severity>.All, enums["severity"]);
        Assert.Equal(Words<ChecklistArea>.All, enums["area"]);
    }

    [Fact]
    public void Every_form_of_a_text_is_the_readers()
    {
        foreach (var (name, form) in Forms)
        {
            var type = Schema.GetProperty("$defs").GetProperty(name);
            Assert.Equal(form.Longest, type.GetProperty("maxLength").GetInt32());
            Assert.Equal(form.Pattern, type.TryGetProperty("pattern", out var pattern) ? pattern.GetString() : null);
        }
    }

    [Fact]
    public void A_quantity_has_the_readers_number_and_units()
    {
        var units = string.Join('|', Unit.All.Where(unit => unit.Symbol.Length > 0).Select(unit => Regex.Escape(unit.Symbol)));
        var pattern = Schema.GetProperty("$defs").GetProperty("quantity").GetProperty("anyOf")[1].GetProperty("pattern").GetString();
        Assert.Equal($@"^\s*{QuantityParser.NumberForm}\s*(?:{units})?\s*$", pattern);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var defined = Schema.GetProperty("$defs").EnumerateObject().Select(type => $"#/$defs/{type.Name}").ToHashSet();
        Assert.All(Regex.Matches(Schema.GetRawText(), "\"\\$ref\": *\"([^\"]*)\"").Select(match => match.Groups[1].Value), reference => Assert.Contains(reference, defined));
    }

    [Fact]
    public void It_accepts_the_runbook_that_it_ships_with() => Assert.Empty(Problems(File.ReadAllText(Week2.File)));

    [Fact]
    public void It_accepts_what_the_reader_accepts() => Assert.Empty(Problems(SmallRunbook.Text));

    [Theory]
    [InlineData("severity: high", "severity: huge", "severity is none of")]
    [InlineData("title: Attacks", "titel: Attacks", "titel is not allowed")]
    [InlineData("owner: Performance", "owner: perf/ormance", "owner does not fit its pattern")]
    [InlineData("duration: 10 s", "duration: 10 sec", "duration fits no choice")]
    [InlineData("sizes: { standard: {} }", "sizes: {}", "sizes has too few keys")]
    [InlineData("fast: [answer-time]", "fast: []", "fast has too few items")]
    [InlineData("- attack.accepted == 0", "- attack.accepted = 0", "criteria[0] does not fit its pattern")]
    [InlineData("shape: proportion", "shape: part", "shape is none of")]
    public void It_marks_a_mistake_that_the_reader_refuses(string old, string changed, string problem)
    {
        var text = SmallRunbook.With(old, changed);
        Assert.Contains(Problems(text), found => found.Contains(problem, StringComparison.Ordinal));
        Assert.NotEmpty(SmallRunbook.Mistakes(text));
    }

    private static IReadOnlyList<string> Problems(string yaml) => new SmallSchema(Schema).Check(YamlAsJson.Of(yaml));

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);
}
