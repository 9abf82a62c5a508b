using Arena.Train;
using Arena.Train.IndirectObject;
using Arena.Train.Induction;
using Arena.Train.Storytelling;

Recipe[] recipes =
[
    new AttentionOnly("attn-only-2l", layers: 2, shortest: 16, longest: 32, steps: 1500),
    new AttentionOnly("attn-only-1l", layers: 1, shortest: 16, longest: 32, steps: 1500),
    new AttentionOnly("attn-only-2l-fixed", layers: 2, shortest: 24, longest: 24, steps: 500),
    new Storyteller(),
    new GiftGiving("ioi", isFixed: false, steps: 1500),
    new GiftGiving("ioi-fixed", isFixed: true, steps: 500),
];
return new Command(recipes, Console.Out, Console.Error).Run(args);
