using System.Reflection;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>The contract tests leave nothing out. That each of them sees what it says it covers is checked where it ends.</summary>
public sealed class ChecklistTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly IReadOnlyList<Type> Topics =
        [.. typeof(ContractTests).Assembly.GetTypes().Where(type => type.IsAbstract && type.BaseType == typeof(ContractTests))];

    [Fact]
    public async Task Every_answer_that_the_service_describes_is_exercised()
    {
        var operations = await ContractTests.DescribedAsync(bridge.Client);
        var described = from operation in operations
                        from status in operation.Description.GetProperty("responses").EnumerateObject()
                        select new Row(operation.Name, int.Parse(status.Name, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(described.Except(Covered(operations)).Select(row => row.ToString()));
    }

    [Fact]
    public async Task Every_row_of_the_wire_table_is_exercised_or_named_as_missing()
    {
        var operations = await ContractTests.DescribedAsync(bridge.Client);
        var expected = WireTable.Rows.Where(row => !WireTable.NotThereYet.Contains(row.Operation));
        Assert.Empty(expected.Except(Covered(operations)).Select(row => row.ToString()));
        Assert.Empty(WireTable.NotThereYet.Except(WireTable.Rows.Select(row => row.Operation)));
        Assert.Empty(operations.Select(operation => operation.Name).Except(WireTable.Rows.Select(row => row.Operation)));
    }

    [Fact]
    public async Task What_is_named_as_missing_is_missing()
    {
        var operations = await ContractTests.DescribedAsync(bridge.Client);
        Assert.Empty(WireTable.NotThereYet.Intersect(operations.Select(operation => operation.Name)));
        foreach (var missing in WireTable.NotThereYet)
        {
            var status = await bridge.Client.StatusOfAsync(new(HttpMethod.Parse(missing.Split(' ')[0]), missing.Split(' ')[1], [], null));
            Assert.Equal((missing, 404), (missing, status));
        }
    }

    [Fact]
    public void Every_topic_runs_on_both_stores()
    {
        Assert.True(Topics.Count >= 5);
        foreach (var topic in Topics)
        {
            var derived = topic.Assembly.GetTypes().Where(type => type.BaseType == topic).Select(type => type.Name).Order();
            Assert.Equal([topic.Name + "OnFile", topic.Name + "OnPostgres"], derived);
        }
    }

    private static HashSet<Row> Covered(IReadOnlyList<(string Name, System.Text.Json.JsonElement Description)> operations)
    {
        var methods = Topics.SelectMany(topic => topic.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is not null).ToList();
        return
        [
            .. methods.SelectMany(method => method.GetCustomAttributes<CoversAttribute>()).SelectMany(covers => covers.Rows),
            .. methods.Select(method => method.GetCustomAttribute<CoversEveryAttribute>()).OfType<CoversEveryAttribute>().SelectMany(every => ContractTests.RowsOf(every, operations)),
        ];
    }
}
