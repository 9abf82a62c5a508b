using Arena.Train;
using Arena.Train.Induction;

Recipe[] recipes =
[
    new AttentionOnly("attn-only-2l", layers: 2, shortest: 16, longest: 32, steps: 1500),
    new AttentionOnly("attn-only-1l", layers: 1, shortest: 16, longest: 32, steps: 1500),
    new AttentionOnly("attn-only-2l-fixed", layers: 2, shortest: 24, longest: 24, steps: 500),
];
if (args[0] == "convert")
{
    foreach (var recipe in recipes)
    {
        var all = Directory.GetFiles(args[1], recipe.Name + ".*.ckpt").Select(f => (int.Parse(f.Split('.')[^2]), f)).Order().ToList();
        if (all.Count == 0) continue;
        var made = all.Select(x =>
        {
            var m = new Arena.Models.HookedTransformer(AttentionOnly.Config(recipe.Name.Contains("1l") ? 1 : 2));
            Arena.Training.CheckpointFile.Load(m, x.f);
            return new Snapshot(x.Item1, m);
        }).ToList();
        Command.Save(recipe, made, 0, recipe.Measure(made[^1].Model), args[2]);
    }
    return 0;
}
return new Command(recipes, Console.Out, Console.Error).Run(args);
