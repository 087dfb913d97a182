import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GroupKey } from '../domain/aggregates';
import type * as region from '../domain/region';
import type * as model from '../domain/report';
import { regionByCode } from '../gazetteer/regions';
import { Agency } from '../schema/agency';
import { AggregateKey } from '../schema/aggregate';
import { Region } from '../schema/region';
import type { RequestContext } from './context';

const regionOf = (code: string | null): region.Region | null => (code === null ? null : (regionByCode(code) ?? null));

@Resolver(() => AggregateKey)
export class AggregateKeyResolver {
  @FieldResolver(() => Agency, { nullable: true })
  agency(@Root() { agencyId }: GroupKey, @Ctx() { loaders }: RequestContext): Promise<model.Agency | null> | null {
    return agencyId === null ? null : loaders.agency(agencyId);
  }

  @FieldResolver(() => Region, { nullable: true })
  region(@Root() key: GroupKey): region.Region | null {
    return regionOf(key.region);
  }

  @FieldResolver(() => Region, { nullable: true })
  province(@Root() key: GroupKey): region.Region | null {
    return regionOf(key.province);
  }

  @FieldResolver(() => Region, { nullable: true })
  prefecture(@Root() key: GroupKey): region.Region | null {
    return regionOf(key.prefecture);
  }

  @FieldResolver(() => Region, { nullable: true })
  county(@Root() key: GroupKey): region.Region | null {
    return regionOf(key.county);
  }
}
