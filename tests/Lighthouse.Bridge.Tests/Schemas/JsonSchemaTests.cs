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
    [InlineData("""{"pattern":"x"}""")]
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
    public void Nesting_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"items":""", 12)) + "{}" + new string('}', 12);
        Assert.Throws<SchemaException>(() => JsonSchema.Parse(JsonElement.Parse(deep)));
    }
}
