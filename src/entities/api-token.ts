import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ROLES, type Role } from '../domain/access';
import { oneOf } from './columns';

/** A token that an administrator made; kept when it is revoked, since the audit log names it. */
@Entity('api_token')
@Index('api_token_sha256', ['sha256'], { unique: true })
@Check('api_token_role', oneOf('role', ROLES))
export class ApiToken {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ type: 'text' })
  readonly prefix!: string;

  /** Of the token, which is nowhere: 32 random bytes are not guessed, so no salt and no slow hash is needed. */
  @Column({ type: 'char', length: 64 })
  readonly sha256!: string;

  @Column({ type: 'text' })
  readonly role!: Role;

  @Column({ type: 'char', length: 6, array: true, nullable: true })
  readonly regions!: readonly string[] | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  readonly createdAt!: Date;

  @Column({ type: 'text' })
  readonly createdBy!: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly expiresAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readonly revokedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly revokedBy!: string | null;
}
