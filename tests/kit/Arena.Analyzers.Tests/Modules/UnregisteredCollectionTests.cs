using Arena.Analyzers.CodeFixes.Modules;
using Arena.Analyzers.Modules;

namespace Arena.Analyzers.Tests.Modules;

public sealed class UnregisteredCollectionTests
{
    private const string End = "\n    RegisterComponents();\n}";
    private const string Constructor = "\npublic Net() : base(\"Net\")\n{";

    [Theory]
    [InlineData(
        "private readonly List<Linear> [|all|] = new List<Linear> { nn.Linear(1, 1), nn.Linear(2, 2) };" + Constructor + End,
        "private readonly ModuleList<Linear> all = new ModuleList<Linear>(nn.Linear(1, 1), nn.Linear(2, 2));" + Constructor + End, 4)]
    [InlineData(
        "private readonly Linear[] [|all|] = [nn.Linear(1, 1)];" + Constructor + "\n    var n = all.Length;" + End,
        "private readonly ModuleList<Linear> all = new ModuleList<Linear>(nn.Linear(1, 1));" + Constructor + "\n    var n = all.Count;" + End, 2)]
    [InlineData(
        "private readonly List<nn.Module<Tensor, Tensor>> [|all|] = [];" + Constructor
            + "\n    for (var i = 1; i < 4; i++) all.Add(nn.Linear(i, i));" + End,
        "private readonly ModuleList<nn.Module<Tensor, Tensor>> all = new ModuleList<nn.Module<Tensor, Tensor>>();" + Constructor
            + "\n    for (var i = 1; i < 4; i++) all.Add(nn.Linear(i, i));" + End, 6)]
    [InlineData(
        "private readonly IReadOnlyList<Linear> [|all|]; // layers" + Constructor
            + "\n    all = Enumerable.Range(1, 3).Select(i => nn.Linear(i, i)).ToList();" + End,
        "private readonly ModuleList<Linear> all; // layers" + Constructor
            + "\n    all = new ModuleList<Linear>(Enumerable.Range(1, 3).Select(i => nn.Linear(i, i)).ToArray());" + End, 6)]
    [InlineData(
        "private readonly List<Parameter> [|all|] = [nn.Parameter(zeros(1)), nn.Parameter(zeros(2))];" + Constructor + End,
        "private readonly ParameterList all = new ParameterList(nn.Parameter(zeros(1)), nn.Parameter(zeros(2)));" + Constructor + End, 2)]
    [InlineData(
        "private readonly List<Linear> [|all|];" + Constructor
            + "\n    var layers = new List<Linear>();\n    layers.Add(nn.Linear(1, 1));\n    all = layers;" + End,
        "private readonly ModuleList<Linear> all;" + Constructor
            + "\n    var layers = new List<Linear>();\n    layers.Add(nn.Linear(1, 1));\n    all = new ModuleList<Linear>(layers.ToArray());" + End, 2)]
    public async Task A_list_becomes_a_registered_one(string before, string after, int registered)
    {
        await Verify<UnregisteredCollection>.FixesAsync<UnregisteredCollectionFix>(
            ModuleCode.Net(before), ModuleCode.Net(after));
        ModuleCode.Count(ModuleCode.Net(before)).Should().Be(0);
        ModuleCode.Count(ModuleCode.Net(after)).Should().Be(registered);
    }

    [Theory]
    [InlineData("private readonly Dictionary<string, Linear> [|all|] = new() { [\"a\"] = nn.Linear(1, 1) };" + Constructor + End)]
    [InlineData("private readonly Linear[] [|all|] = new Linear[2];" + Constructor + "\n    for (var i = 0; i < 2; i++) all[i] = nn.Linear(1, 1);" + End)]
    [InlineData("private readonly List<Linear> [|all|] = [nn.Linear(1, 1)];" + Constructor + "\n    all.Sort();" + End)]
    [InlineData("private List<Linear> [|All|] { get; } = [nn.Linear(1, 1)];" + Constructor + End)]
    public async Task What_does_not_become_a_list_as_it_stands_is_left_to_a_person(string members)
    {
        await Verify<UnregisteredCollection>.FixesNothingAsync<UnregisteredCollectionFix>(ModuleCode.Net(members));
        if (!members.Contains("Sort")) ModuleCode.Count(ModuleCode.Net(members)).Should().Be(0);
    }

    [Theory]
    [InlineData("net.All.Sort();")]
    [InlineData("List<Linear> all = net.All;")]
    public Task A_list_that_another_file_needs_is_left_to_a_person(string use) =>
        Verify<UnregisteredCollection>.FixesNothingAsync<UnregisteredCollectionFix>(
            ModuleCode.Net("public readonly List<Linear> [|All|] = [nn.Linear(1, 1)];" + Constructor + End),
            "using System.Collections.Generic;\nusing TorchSharp.Modules;\n"
                + $"class Other {{ void Run(Net net) {{ {use} }} }}");

    [Theory]
    [InlineData("private readonly ModuleList<Linear> all = new(nn.Linear(1, 1));" + Constructor + End)]
    [InlineData("private readonly ModuleDict<Linear> all = new();" + Constructor + End)]
    [InlineData("private readonly Sequential all = nn.Sequential(nn.Linear(1, 1));" + Constructor + End)]
    [InlineData("private readonly List<Tensor> all = [zeros(1)];" + Constructor + End)]
    [InlineData("private readonly List<int> all = [1];" + Constructor + End)]
    [InlineData("private static readonly List<Linear> all = [nn.Linear(1, 1)];" + Constructor + End)]
    [InlineData("private readonly List<Linear>? all;" + Constructor + End)]
    [InlineData("private readonly List<Linear> all = [nn.Linear(1, 1)];" + Constructor + "\n    foreach (var one in all) register_module(\"a\", one);" + End)]
    [InlineData("private readonly Linear a = nn.Linear(1, 1);\nprivate readonly Linear[] all;" + Constructor + "\n    all = [a];" + End)]
    [InlineData("private readonly Linear a = nn.Linear(1, 1);\nprivate readonly List<Linear> all = [];" + Constructor + "\n    all.Add(a);" + End)]
    [InlineData("private readonly Sequential net;\nprivate readonly List<Linear> all = [nn.Linear(1, 1)];" + Constructor + "\n    net = nn.Sequential(all.ToArray());" + End)]
    [InlineData("private readonly Sequential net;\nprivate readonly List<Linear> all;" + Constructor
        + "\n    var layers = new List<Linear> { nn.Linear(1, 1) };\n    net = nn.Sequential(layers.ToArray());\n    all = layers;" + End)]
    public Task A_collection_that_is_registered_in_another_way_is_left_alone(string members) =>
        Verify<UnregisteredCollection>.FindsNothingAsync(ModuleCode.Net(members));

    [Fact]
    public async Task The_message_names_the_type_to_use()
    {
        var found = await Code.FindingsAsync(
            ModuleCode.Net("private readonly Dictionary<string, Linear> all = new() { [\"a\"] = nn.Linear(1, 1) };" + Constructor + End),
            [new UnregisteredCollection()]);
        found.Should().ContainSingle().Which.GetMessage().Should().Be(
            "The modules in 'all' are not registered; use ModuleDict<Linear>");
    }
}
