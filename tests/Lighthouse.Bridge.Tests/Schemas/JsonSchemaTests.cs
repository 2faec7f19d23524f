using System.Text.Json;
using Lighthouse.Bridge.Schemas;

namespace Lighthouse.Bridge.Tests.Schemas;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("{}", "null", true)]
    [InlineData("true", "1", true)]
    [InlineData("false", "1", false)]
    [InlineData("""{"type":"object"}""", "{}", true)]
    [InlineData("""{"type":"object"}""", "[]", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"type":["string","null"]}""", "1", false)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"type":"integer"}""", "1.5", false)]
    [InlineData("""{"type":"integer"}""", "1e400", false)]
    [InlineData("""{"type":"number"}""", "1.5", true)]
    [InlineData("""{"type":"boolean"}""", "\"true\"", false)]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", true)]
    [InlineData("""{"required":["a"]}""", """{"b":1}""", false)]
    [InlineData("""{"required":["a"]}""", "[]", true)]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":"x","b":1}""", true)]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", false)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1}""", true)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b":1}""", false)]
    [InlineData("""{"additionalProperties":{"type":"integer"}}""", """{"b":"x"}""", false)]
    [InlineData("""{"enum":["a",1,{"b":[2]}]}""", """{"b":[2]}""", true)]
    [InlineData("""{"enum":["a",1]}""", "\"1\"", false)]
    [InlineData("""{"const":{"a":1}}""", """{"a":1.0}""", true)]
    [InlineData("""{"const":null}""", "0", false)]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,2]", true)]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,\"2\"]", false)]
    [InlineData("""{"minimum":1,"maximum":2}""", "2", true)]
    [InlineData("""{"minimum":1,"maximum":2}""", "2.1", false)]
    [InlineData("""{"exclusiveMinimum":1}""", "1", false)]
    [InlineData("""{"exclusiveMaximum":1}""", "1", false)]
    [InlineData("""{"minLength":1,"maxLength":1}""", "\"😀\"", true)]
    [InlineData("""{"minLength":1}""", "\"\"", false)]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1,2,3]", false)]
    [InlineData("""{"minItems":1,"maxItems":2}""", "[1]", true)]
    [InlineData("""{"enum":[1]}""", "1.0", true)]
    [InlineData("""{"enum":[1.50]}""", "15e-1", true)]
    [InlineData("""{"const":0}""", "-0.0", true)]
    [InlineData("""{"const":"\u0061"}""", "\"a\"", true)]
    [InlineData("""{"const":{"a":1,"b":2}}""", """{"b":2,"a":1}""", true)]
    [InlineData("""{"const":[1,2]}""", "[2,1]", false)]
    [InlineData("""{"minimum":9007199254740993}""", "9007199254740992", false)]
    [InlineData("""{"maximum":1e300}""", "1e400", false)]
    [InlineData("""{"minimum":-1e300}""", "-1e400", false)]
    [InlineData("""{"maxLength":2}""", "\"\ud83d\ude00\ud83d\ude00\"", true)]
    [InlineData("""{"minProperties":1}""", "{}", false)]
    [InlineData("""{"maxProperties":1}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\",{\"a\":1},{\"a\":2}]", true)]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1.0]", false)]
    [InlineData("""{"uniqueItems":false}""", "[1,1]", true)]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "\"abc\"", true)]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "\"abc1\"", false)]
    [InlineData("""{"pattern":"b"}""", "\"abc\"", true)]
    [InlineData("""{"pattern":"b"}""", "1", true)]
    [InlineData("""{"pattern":"^\\d{4}-\\d{2}$"}""", "\"2026-11\"", true)]
    [InlineData("""{"format":"date"}""", "\"no date\"", true)]
    [InlineData("""{"properties":{"a":{"items":{"properties":{"b":{"const":1}}}}}}""", """{"a":[{"b":1},{"b":2}]}""", false)]
    public void A_value_meets_a_schema_or_not(string schema, string value, bool meets)
    {
        var problem = JsonSchema.Parse(JsonElement.Parse(schema)).Problem(JsonElement.Parse(value));
        Assert.True(meets == problem is null, problem);
    }

    [Fact]
    public void The_problem_names_the_place()
    {
        var schema = JsonSchema.Parse(JsonElement.Parse("""{"properties":{"a":{"items":{"required":["b"]}}}}"""));
        Assert.Equal("data.a[1].b is missing", schema.Problem(JsonElement.Parse("""{"a":[{"b":1},{}]}""")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("""{"pattern":1}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"pattern":"(a)\\1"}""")]
    [InlineData("""{"pattern":"(?=a)b"}""")]
    [InlineData("""{"pattern":"(?<!a)b"}""")]
    [InlineData("""{"pattern":"(?>a+)b"}""")]
    [InlineData("""{"pattern":"(a{1,1000}){1,1000}"}""")]
    [InlineData("""{"uniqueItems":1}""")]
    [InlineData("""{"minLength":-1}""")]
    [InlineData("""{"maxItems":1.5}""")]
    [InlineData("""{"multipleOf":2}""")]
    [InlineData("""{"patternProperties":{}}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"oneOf":[]}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":[]}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"required":"a"}""")]
    [InlineData("""{"required":[1]}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"properties":{"a":1}}""")]
    [InlineData("""{"enum":1}""")]
    [InlineData("""{"minimum":"1"}""")]
    [InlineData("""{"maximum":1e400}""")]
    [InlineData("""{"items":[]}""")]
    public void What_cannot_be_checked_is_an_error(string schema)
    {
        Assert.Throws<SchemaException>(() => JsonSchema.Parse(JsonElement.Parse(schema)));
    }

    [Fact]
    public void Patterns_are_bounded_in_length_and_number()
    {
        Assert.Throws<SchemaException>(() => JsonSchema.Parse(JsonSerializer.SerializeToElement(new { pattern = new string('a', 513) })));
        var many = new { properties = Enumerable.Range(0, 33).ToDictionary(i => $"p{i}", _ => new { pattern = "a" }) };
        Assert.Throws<SchemaException>(() => JsonSchema.Parse(JsonSerializer.SerializeToElement(many)));
    }

    // A backtracking engine needs longer than the age of the universe for the first.
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(x+x+)+y")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void No_pattern_makes_a_check_slow(string pattern)
    {
        var schema = JsonSchema.Parse(JsonSerializer.SerializeToElement(new { pattern }));
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(schema.Problem(JsonSerializer.SerializeToElement(new string('a', 200_000) + "!")));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(20), $"{pattern} took {started.Elapsed}");
    }

    [Fact]
    public void A_check_that_would_take_minutes_is_refused_in_good_time()
    {
        var values = Enumerable.Range(0, 10_000).ToArray();
        var ones = JsonSerializer.SerializeToElement(Enumerable.Repeat(-1, 300_000));
        var distinct = JsonSerializer.SerializeToElement(Enumerable.Range(0, 100_000));
        (object Schema, JsonElement Value)[] cases =
        [
            (new { items = new { @enum = values.Append(-1) } }, ones), (new { uniqueItems = true }, distinct),
            (new { items = new { required = values.Select(v => $"n{v}") } }, JsonSerializer.SerializeToElement(Enumerable.Repeat(values.ToDictionary(v => $"n{v}"), 5))),
        ];
        foreach (var (schema, value) in cases)
        {
            var started = System.Diagnostics.Stopwatch.StartNew();
            Assert.Contains("too much effort", JsonSchema.Parse(JsonSerializer.SerializeToElement(schema)).Problem(value), StringComparison.Ordinal);
            Assert.True(started.Elapsed < TimeSpan.FromSeconds(20), $"it took {started.Elapsed}");
        }
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"items":""", 12)) + "{}" + new string('}', 12);
        Assert.Throws<SchemaException>(() => JsonSchema.Parse(JsonElement.Parse(deep)));
    }
}
